/**
 * `GET /dev/clock`: business time, and when something is due next. `POST /dev/clock {"move":"+1d"}`: moves it, so that reminders
 * and deadlines can be tried. Development only.
 */
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';

export interface DevClockOptions {
  /** Business time and the next moment that something is due, ISO 8601; `next` is null where nothing is. */
  read(): Promise<{ now: string; zone: string; next: string | null }>;
  /** Moves business time by ms and lets what is due happen; resolves with the new time, ISO 8601. */
  move(ms: number): Promise<string>;
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const body = z.object({ move: z.string().regex(/^[+-]?\d{1,6}[smhd]$/) });

export const devClock: FastifyPluginAsync<DevClockOptions> = async (app, { read, move }) => {
  app.get('/dev/clock', async () => read());
  app.post('/dev/clock', async (request, reply) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ error: 'move must be like +1d, -2h, +30m or +10s' });
    const text = parsed.data.move;
    const unit = text.at(-1) as keyof typeof UNITS;
    return { now: await move(Number(text.slice(0, -1)) * UNITS[unit]) };
  });
};
