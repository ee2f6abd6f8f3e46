/** What the stories of all visits say together: the day's lists, the letters, the seats, the month's figures. */
import { at, clock, dayOf, END, inWords, plus, timeOf, VISIT_DAYS } from './moments.ts';
import type { Moment } from './moments.ts';
import { GUESTS } from './people.ts';
import { DESK, MINUTES } from './story.ts';
import type { Said, Story } from './story.ts';

const KINDS = {
  ...{ dprd: 'DPRD lain', instansi: 'Instansi / lembaga', sekolah: 'Sekolah / kampus', warga: 'Warga' },
  langsung: 'Tamu langsung',
};

/** Those expected on the day as it stands at `moment`, by time and number, and what the list's line begins with. */
export function listOf(stories: readonly Story[], moment: Moment, codeOf: (story: Story) => string) {
  const expected = stories
    .map((story) => ({ story, state: story.stateAt(moment) }))
    .filter(
      ({ story, state }) =>
        story.deeds[0] && story.deeds[0].at < moment && state.date === dayOf(moment) && state.status === 'approved',
    )
    .toSorted((a, b) => `${a.state.time} ${a.story.number}`.localeCompare(`${b.state.time} ${b.story.number}`));
  return expected.map(({ story, state: { date, time, people } }, place) => {
    const hours = [time, timeOf(plus(at(date, time), MINUTES))].map((one) => one.replace(':', '.')).join(' ');
    const who = story.institution ?? GUESTS.find(({ key }) => key === story.guest)?.name ?? '';
    return {
      number: story.number,
      line: `${place + 1} ${hours} ${story.number} ${codeOf(story)} ${who} ${KINDS[story.kind]} ${people} `,
    };
  });
}

/** The lists that the desk is sent: one each day on which somebody is expected. */
export const listsDue = (stories: readonly Story[]): Said[] =>
  VISIT_DAYS.map((day) => at(day, '07:00'))
    .filter((moment) => listOf(stories, moment, () => '').length > 0)
    .flatMap((moment) => DESK.map((who) => ({ at: moment, who, kind: 'day-list', visit: '' })));

/** Which letter a visit was sent then, and what stands in it: a moved visit has another. */
export function letterOf(stories: readonly Story[], { visit, at: moment }: Said): { key: string; says: string[] } {
  const state = stories.find(({ number }) => number === visit)?.stateAt(plus(moment, 1));
  if (!state) throw new Error(`a letter for ${visit}, which nobody booked`);
  const { date, time, people } = state;
  return { key: `${visit} ${date} ${time}`, says: [inWords(date), clock(time), `${people} orang`] };
}

export const seatsOf = (stories: readonly Story[]): string[] =>
  stories
    .filter(({ kind }) => kind !== 'langsung')
    .map((story) => story.stateAt(END))
    .filter(({ status }) => status !== 'over')
    .map(({ date, time }) => `sikulin:${date} ${time}`);

function scoreOf(stories: readonly Story[]): string {
  const scores = stories.flatMap(({ deeds }) => deeds.flatMap((deed) => (deed.did === 'rate' ? [deed.score] : [])));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return scores.length ? `nilai ${mean.toFixed(1).replace('.', ',').replace(',0', '')} dari 4` : 'belum ada penilaian';
}

export const figuresOf = (stories: readonly Story[]): string[] =>
  [...Map.groupBy(stories, ({ kind }) => kind)].map(([kind, all]) => {
    const did = (...what: string[]) => all.filter(({ deeds }) => deeds.some((deed) => what.includes(deed.did)));
    const ended = (status: string) => all.filter((story) => story.stateAt(END).status === status);
    const declined = did('decline').length;
    const come = did('arrive', 'walk-in');
    const people = come.reduce((sum, story) => sum + story.stateAt(END).people, 0);
    return [
      `${KINDS[kind]}: ${all.length} permohonan, ${did('approve', 'take').length} disetujui, ${declined} ditolak`,
      `${ended('over').length - declined} batal; ${come.length} datang (${people} orang)`,
      `${ended('approved').length} tidak hadir; ${scoreOf(all)}`,
    ].join(', ');
  });
