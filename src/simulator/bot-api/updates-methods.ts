/** How a bot gets its updates. */
import type { UpdateKind } from '../world/updates.ts';
import type { Call, Handlers } from './call.ts';
import { badRequest, conflict } from './refusal.ts';

function choose({ bot }: Call, kinds: readonly UpdateKind[] | undefined): void {
  if (kinds) bot.updates.allowed = kinds;
}

export const updateMethods: Handlers = {
  getUpdates(call, args) {
    if (call.webhooks.of(call.bot)) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    choose(call, args.allowed_updates);
    return call.polls.poll(call.bot, args, call.closed);
  },

  setWebhook(call, args) {
    const { url = '', secret_token: secret = '', max_connections: connections = 40 } = args;
    if (secret.length > 256) throw badRequest('secret token is too long');
    if (/[^A-Za-z0-9_-]/.test(secret)) throw badRequest('secret token contains unallowed characters');
    if (url !== '' && !URL.canParse(url)) throw badRequest('invalid webhook URL specified');
    choose(call, args.allowed_updates);
    if (args.drop_pending_updates) call.bot.updates.clear();
    if (url === '') call.webhooks.remove(call.bot);
    else {
      call.polls.end(call.bot, 'terminated by setWebhook request');
      call.webhooks.set(call.bot, { url, secret, connections });
    }
    return true;
  },

  deleteWebhook(call, args) {
    if (args.drop_pending_updates) call.bot.updates.clear();
    call.webhooks.remove(call.bot);
    return true;
  },

  getWebhookInfo: (call) => call.webhooks.info(call.bot),
};
