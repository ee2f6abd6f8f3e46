/** Open reports nearby, as anybody may see them: kind, street and day, and nothing of whoever reported them. */
import type { Aduan } from '#models/aduan.ts';
import type { Services } from '#services/commands.ts';
import { byName, placeWords } from '../prompts/places.ts';
import { placeIn, streetOf } from './hearing.ts';
import { newestRoutes } from './own-reports.ts';
import type { Nearby, Similar } from './rules.ts';
import { OPEN } from './states.ts';
import type { State } from './states.ts';

const LIST = 15;
/** Reports of a topic that are looked through. */
const LOOK = 200;

/** What everybody may see: complaints that accuse nobody. */
const PUBLIC = {
  ...{ desk: 'pengaduan', kind: 'pengaduan' as const, confidential: false, mergedInto: null },
  state: { $in: OPEN },
};

function toSimilar({ council, clock }: Services, report: Aduan): Similar[] {
  const topic = council.topics.find(({ code }) => code === report.topic);
  if (!topic) return [];
  const on = clock.date(report.receivedAt.getTime());
  const street = streetOf(council, report.place?.said ?? '');
  return [{ number: report._id, topic: { ...topic.name }, street, on, state: report.state as State }];
}

/** The oldest of the same topic in the same street; the kelurahan must not speak against it. */
export async function similar(
  { topic, place }: { topic: string; place: string },
  services: Services,
): Promise<Similar | null> {
  const street = streetOf(services.council, place);
  if (street === null) return null;
  const here = placeIn(services.council, place);
  const found = await services.models.Aduan.find({ ...PUBLIC, topic })
    .sort({ receivedAt: 1 })
    .limit(LOOK)
    .lean<Aduan[]>();
  const same = found.find(
    ({ place: there }) =>
      there &&
      streetOf(services.council, there.said) === street &&
      (!there.kelurahan || !here.kelurahan || there.kelurahan === here.kelurahan),
  );
  return same ? (toSimilar(services, same)[0] ?? null) : null;
}

/** Of the kelurahan that is named, else of the one that this chat reported from last. */
export async function nearby({ said }: { said: string }, services: Services, chat: string): Promise<Nearby> {
  const kelurahan = said ? named(services, said) : await lastKelurahan(services, chat);
  if (kelurahan === null) return { kelurahan, reports: [] };
  const found = await services.models.Aduan.find({ ...PUBLIC, 'place.kelurahan': kelurahan })
    .sort({ receivedAt: -1 })
    .limit(LIST)
    .lean<Aduan[]>();
  return { kelurahan, reports: found.flatMap((report) => toSimilar(services, report)) };
}

/** "Tembung" is a kecamatan and one of its kelurahan: who is asked for a kelurahan means that. */
function named({ council }: Services, said: string): string | null {
  const [only, ...more] = byName(placeWords(said), council.places.kecamatan);
  return only && !more.length ? only.kelurahan : placeIn(council, said).kelurahan;
}

async function lastKelurahan({ models }: Services, chat: string): Promise<string | null> {
  const routes = await newestRoutes({ models }, chat);
  const last = await models.Aduan.findOne({
    _id: { $in: routes.map(({ _id }) => _id) },
    'place.kelurahan': { $type: 'string' },
  })
    .sort({ receivedAt: -1 })
    .lean<Aduan>();
  return last?.place?.kelurahan ?? null;
}
