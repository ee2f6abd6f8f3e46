/** What a person can do with one message. */
import { api } from './api.js';
import { askForm } from './menu.js';
import { t } from './texts.js';

export function messageMenu(phone, message, own) {
  return [
    [t('reply'), () => phone.composer.reply(message)],
    own && message.text && !message.file && [t('edit'), () => phone.composer.edit(message)],
    own && [t('delete'), () => void phone.act({ do: 'delete', message: message.id })],
    message.text && [t('forward'), () => void forward(phone, message)],
    message.text && [t('copy'), () => void navigator.clipboard.writeText(message.text)],
  ];
}

/** Within the person's own chats, as they hold one phone. */
async function forward(phone, message) {
  const choices = phone.places().map(({ where, name }) => [where, name]);
  const said = await askForm(t('forward'), [{ name: 'where', label: t('forwardTo'), choices, value: phone.where }]);
  if (!said) return;
  const bot = phone.house.world.bots.find(({ username }) => username === message.from);
  const source = bot ? { of: bot.name, hidden: true } : { of: message.from };
  try {
    await api.act(phone.person, said.where, { do: 'forward', text: message.text, ...source });
    await phone.show(said.where);
  } catch (error) {
    phone.say(t('failed', { reason: error.message }));
  }
}
