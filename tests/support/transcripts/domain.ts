/** What a run left in the domain, ids and times aside: two runs of the same transcripts must leave the same. */
import type { Models } from '#models/models.ts';

export async function domainOf(models: Models): Promise<object> {
  const [visits, seats, contacts, persons, reports, invites] = await Promise.all([
    models.Visit.find().lean(),
    models.Seat.find().lean(),
    models.Contact.find().lean(),
    models.Person.find().lean(),
    models.Report.find().lean(),
    models.Invite.find().lean(),
  ]);
  const nameOf = (person: string | undefined): string | null => persons.find(({ _id }) => _id === person)?.name ?? null;
  const visitOf = (requestKey: string) => visits.find((visit) => visit.requestKey === requestKey);
  return {
    visits: sorted(
      visits.map(({ kind, institution, date, time, people, contact, status, chat, decidedBy, dueWhat, history }) => ({
        ...{ kind, institution, date, time, people, status, chat, dueWhat },
        contact: contacts.filter(({ _id }) => _id === contact).map(({ name, phone }) => ({ name, phone })),
        decidedBy: nameOf(decidedBy?.person),
        history: history.map(({ what, by, note }) => ({ what, by: nameOf(by), note: note ?? null })),
      })),
    ),
    seats: sorted(seats.map(({ _id, requestKey }) => ({ seat: _id, of: visitOf(requestKey)?.chat ?? null }))),
    contacts: contacts.length,
    persons: sorted(
      persons.map(({ name, roles, identities, phoneHash, active }) => ({ name, roles, identities, phoneHash, active })),
    ),
    reports: sorted(
      reports.map(({ kind, chat, note, answered }) => ({ kind, chat, note, answered: nameOf(answered?.person) })),
    ),
    invites: sorted(invites.map(({ name, usedBy }) => ({ name, used: usedBy !== null }))),
  };
}

const sorted = (rows: object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
