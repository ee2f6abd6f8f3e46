/** `POST /dev/invites {"role":"staf","name":"Sari"}`: a one-time code for a phone of the page. Never in production. */
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Services } from '#services/commands.ts';
import { createInvitation, invitableRoles } from '#services/invitation.ts';

export type DevInvitesOptions = Pick<Services, 'models' | 'hash' | 'council' | 'clock'>;

const body = z.strictObject({ role: z.string(), name: z.string().trim().min(1).max(80) });

export const devInvites: FastifyPluginAsync<DevInvitesOptions> = async (app, { models, hash, council, clock }) => {
  const roles = invitableRoles(council);

  app.get('/dev/invites/roles', async () => ({ roles }));
  app.post('/dev/invites', async (request, reply) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success || !roles.includes(parsed.data.role))
      return reply.code(400).send({ error: `role must be one of ${roles.join(', ')}, with a name` });
    return { code: await createInvitation({ models, hash, now: clock.now() }, parsed.data) };
  });
};
