/** What reporters, and whoever follows, hear of what an officer did. */
import type { Aduan } from '#models/aduan.ts';
import { howButton } from '#flows/deadlines/rules.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from '#services/commands.ts';
import { headOf } from '../cards.ts';
import type { ActOn } from '../rules.ts';
import type { Outcome } from '../states.ts';
import { followersOf, tellAll, tellReporter, verdictButtons } from './tell.ts';

export async function tellWhatWasDone(
  services: Services,
  report: Aduan,
  { action, note }: ActOn,
  key: string,
): Promise<void> {
  const number = report._id;
  const only = { number, note };
  switch (action) {
    case 'tanya':
      await tellReporter(services, number, key, {
        text: tx('tindak-lanjut.asked', only),
        buttons: [{ label: tx('tindak-lanjut.reply'), flow: 'laporan-lengkapi', arg: number }],
      });
      return;
    case 'jawab':
      return tellAll(services, number, key, (to, follows) => ({
        text: tx(follows ? 'tindak-lanjut.answeredFollower' : 'tindak-lanjut.answered', { number: to, note }),
        buttons: verdictButtons(to),
      }));
    case 'tutup':
      return tellClosing(services, report, key);
    case 'teruskan': {
      const office = services.council.offices.find(({ code }) => code === report.office);
      const short = office?.short ?? '-';
      return tellAll(services, number, key, (to) => ({
        text: tx('tindak-lanjut.forwarded', { number: to, office: short }),
      }));
    }
    case 'gabung':
      // Whoever followed the merged one follows on.
      for (const to of [number, ...(await followersOf(services, number))])
        await tellReporter(services, to, `${key}/${to}`, { text: tx('tindak-lanjut.merged', { number: to }) });
      return tellAnswered(services, report, key);
    case 'pisah':
      await tellReporter(services, number, key, { text: tx('tindak-lanjut.alone', { number }) });
      return;
    case 'perpanjang':
      await tellReporter(services, number, key, {
        text: tx('tindak-lanjut.extended', { number, answerBy: report.answerBy, why: note }),
        buttons: [howButton(number)],
      });
      return;
    default:
  }
}

/** What it follows now was answered before, or in this moment: it would hear nothing of that any more. */
async function tellAnswered(services: Services, report: Aduan, key: string): Promise<void> {
  const { answer, state } = await headOf(services, report);
  if (answer === null || (state !== 'dijawab' && state !== 'selesai')) return;
  for (const number of [report._id, ...(await followersOf(services, report._id))])
    await tellReporter(services, number, `${key}/${number}/jawaban`, {
      text: tx('tindak-lanjut.answeredFollower', { number, note: answer }),
      buttons: verdictButtons(number),
    });
}

/** With the executor's picture, where there is one; it shows the work and not the reporter's. */
async function tellClosing(services: Services, report: Aduan, key: string): Promise<void> {
  const [picture] = report.proof?.files.filter(({ as }) => as === 'photo') ?? [];
  const file = picture && { ...picture, id: picture.file, as: 'photo' as const };
  const outcome = tx(`tindak-lanjut.outcome-${(report.outcome ?? 'dijelaskan') as Outcome}`);
  await tellAll(services, report._id, key, (number) => ({
    text: tx('tindak-lanjut.closed', { number, outcome, note: report.answer ?? '-' }),
    buttons: verdictButtons(number),
    ...(file && { file: { id: file.id, as: file.as, name: file.name, mime: file.mime, size: file.size } }),
  }));
}
