/** What a run left in the domain, ids and times aside: two runs of the same transcripts must leave the same. */
import type { Models } from '#models/models.ts';

export async function domainOf(models: Models): Promise<object> {
  const [visits, seats, contacts, persons, reports, invites, letters, talks, complaints, routes] = await Promise.all([
    models.Visit.find().lean(),
    models.Seat.find().lean(),
    models.Contact.find().lean(),
    models.Person.find().lean(),
    models.Report.find().lean(),
    models.Invite.find().lean(),
    models.LetterNumber.find().lean(),
    models.Obrolan.find().lean(),
    models.Aduan.find().lean(),
    models.AduanRoute.find().lean(),
  ]);
  const nameOf = (person: string | undefined): string | null => persons.find(({ _id }) => _id === person)?.name ?? null;
  const seatOf = (key: string): string | null => seats.find(({ requestKey }) => requestKey === key)?._id ?? null;
  return {
    visits: sorted(
      visits.map((visit) => ({
        ...pick(visit, 'kind', 'institution', 'purpose', 'meet', 'needs', 'date', 'time', 'people', 'peopleAgreed'),
        ...pick(visit, 'locale', 'status', 'chat', 'letter', 'letterBy', 'level', 'letterNumber', 'dueWhat'),
        seat: seatOf(visit.seat),
        code: visit.code?.length ?? null,
        contact: contacts.filter(({ _id }) => _id === visit.contact).map((one) => pick(one, 'name', 'phone', 'chat')),
        decidedBy: nameOf(visit.decidedBy?.person),
        history: visit.history.map(({ what, by, note }) => ({ what, by: nameOf(by), note: note ?? null })),
      })),
    ),
    seats: sorted(seats.map((seat) => pick(seat, '_id'))),
    contacts: contacts.length,
    persons: sorted(persons.map((person) => pick(person, 'name', 'roles', 'identities', 'phoneHash', 'active'))),
    reports: sorted(
      reports.map((report) => ({ ...pick(report, 'kind', 'chat', 'note'), answered: nameOf(report.answered?.person) })),
    ),
    invites: sorted(invites.map(({ name, usedBy }) => ({ name, used: usedBy !== null }))),
    talks: sorted(
      talks.map((talk) => ({
        ...pick(talk, 'kind', 'chat', 'topic', 'team', 'state', 'labels'),
        holder: nameOf(talk.holder ?? undefined),
        score: talk.rating?.score ?? null,
        lines: talk.lines.map(({ by, text, files }) => ({ by, text, files: files.length })),
        history: talk.history.map(({ what, by }) => ({ what, by: nameOf(by) })),
      })),
    ),
    complaints: sorted(
      complaints.map((one) => ({
        ...pick(one, 'kind', 'topic', 'text', 'place', 'identity', 'state', 'desk', 'outcome', 'answer', 'reopened'),
        handler: nameOf(one.handler ?? undefined),
        route: routes.filter(({ _id }) => _id === one._id).map((route) => pick(route, 'chat', 'locale')),
        history: one.history.map(({ what, by, note }) => ({ what, by: nameOf(by), note: note ?? null })),
      })),
    ),
    letters: sorted(letters.map((letter) => pick(letter, 'text', 'letter', 'status'))),
  };
}

const pick = <T extends object, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;

const sorted = (rows: object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
