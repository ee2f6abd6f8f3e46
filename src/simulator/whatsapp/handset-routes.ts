/** The office's handsets over HTTP, for the page of phones and for whoever goes through the loss of a number by hand. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Impossible } from '../people/actions.ts';
import { DEEDS } from './handset.ts';
import type { Handset } from './handset.ts';

/** Empty where no number is played. */
export type Handsets = Partial<Record<'public' | 'members', Handset>>;

const deedSchema = z.union([
  z.strictObject({ do: z.enum(DEEDS) }),
  z.strictObject({ do: z.literal('ring'), person: z.string().min(1) }),
  z.strictObject({ do: z.literal('write'), person: z.string().min(1), text: z.string().min(1) }),
]);

const carryOut = (handset: Handset, deed: z.infer<typeof deedSchema>): Promise<void> =>
  deed.do === 'write'
    ? handset.write(deed.person, deed.text)
    : deed.do === 'ring'
      ? handset.ring(deed.person)
      : handset.do(deed.do);

/** `GET /handsets` how each stands · `POST /handsets/<public|members>` a deed of `handset.ts`, a person's call, or a word to a person. */
export const handsetRoutes = (handsets: Handsets) => async (app: FastifyInstance) => {
  const standing = () =>
    Object.fromEntries(Object.entries(handsets).map(([which, handset]) => [which, handset.standing]));
  app.get('/handsets', async () => standing());
  app.post<{ Params: { which: string } }>('/handsets/:which', async ({ params: { which }, body }, reply) => {
    const handset = handsets[which as keyof Handsets];
    if (!handset) return reply.code(404).send({ error: 'No such handset.' });
    const wanted = deedSchema.safeParse(body);
    if (!wanted.success) return reply.code(400).send({ error: z.prettifyError(wanted.error) });
    try {
      await carryOut(handset, wanted.data);
    } catch (error) {
      if (error instanceof Impossible) return reply.code(409).send({ error: error.message });
      throw error;
    }
    return standing();
  });
};
