/**
 * `GET /healthz`: the process is alive, whatever the servers behind it do: starting it anew would not bring them back.
 * `GET /readyz`: 200 while it can do its work, else 503; both with each part named.
 */
import type { FastifyPluginAsync } from 'fastify';
import type { Readiness } from '#services/health.ts';

export interface HealthOptions {
  readiness(): Promise<Readiness>;
}

export const health: FastifyPluginAsync<HealthOptions> = async (app, { readiness }) => {
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const now = await readiness();
    return reply.code(now.ready ? 200 : 503).send(now);
  });
};
