/** `POST /dev/invites {"role":"staf","name":"Sari"}`: a one-time code for a phone of the page. Never in production. */
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Services } from '#services/commands.ts';
import { inviteCode } from '#services/identity.ts';

export type DevInvitesOptions = Pick<Services, 'models' | 'hash' | 'council' | 'clock'>;

const body = z.strictObject({ role: z.string(), name: z.string().trim().min(1).max(80) });
const DAY = 86_400_000;

export const devInvites: FastifyPluginAsync<DevInvitesOptions> = async (app, { models, hash, council, clock }) => {
  const roles = council.roles.map(({ code }) => code).filter((code) => code !== 'warga');

  app.get('/dev/invites/roles', async () => ({ roles }));
  app.post('/dev/invites', async (request, reply) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success || !roles.includes(parsed.data.role))
      return reply.code(400).send({ error: `role must be one of ${roles.join(', ')}, with a name` });
    const code = inviteCode();
    const { role, name } = parsed.data;
    await models.Invite.create({
      _id: hash.code(code),
      name,
      roles: [role],
      expiresAt: new Date(clock.now() + DAY),
    });
    return { code };
  });
};
