/** Faults over HTTP, for harnesses in another process. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ruleSchema, type Faults } from './faults.ts';

/** `POST /faults` a rule or a list of them; `GET /faults` what waits and what was counted; `DELETE /faults` forgets both. */
export const faultRoutes = (faults: Faults) => async (app: FastifyInstance) => {
  app.post('/faults', async (request, reply) => {
    const rules = z.union([ruleSchema, z.array(ruleSchema)]).safeParse(request.body);
    if (!rules.success) return reply.code(400).send({ error: z.prettifyError(rules.error) });
    for (const rule of [rules.data].flat()) faults.add(rule);
    return { waiting: faults.waiting };
  });
  app.get('/faults', async () => ({ waiting: faults.waiting, counts: faults.counts }));
  app.delete('/faults', async () => {
    faults.clear();
    return { waiting: [] };
  });
};
