/** What the owner of a phone can do besides writing. */
import { api } from './api.js';
import { Drawer } from './drawer.js';
import { askForm } from './menu.js';
import { bindPhone } from './player.js';
import { t } from './texts.js';

export function phoneMenu(phone) {
  const act = (action) => () => void attempt(phone, () => phone.act({ do: action }));
  const group = phone.where.startsWith('-');
  const number = /^whatsapp-(.+)/.exec(
    phone.house.world.bots.find(({ username }) => username === phone.where)?.channel,
  );
  return [
    [t('drawer'), () => toggleDrawer(phone)],
    !group && [t('bind'), () => void attempt(phone, () => bind(phone))],
    [t('newGroup'), () => void attempt(phone, () => newGroup(phone))],
    number && [t('ring'), () => void attempt(phone, () => api.handset(number[1], 'ring', { person: phone.person }))],
    [t('again'), act('again')],
    !group && [
      t(phone.state.blocked ? 'unblock' : number ? 'blockNumber' : 'block'),
      act(phone.state.blocked ? 'unblock' : 'block'),
    ],
    [t('clear'), act('clear')],
    [t('remove'), () => phone.house.remove(phone)],
  ];
}

async function attempt(phone, work) {
  try {
    await work();
  } catch (error) {
    phone.say(t('failed', { reason: error.message }));
  }
}

function toggleDrawer(phone) {
  if (phone.drawer) return phone.drawer.close();
  phone.drawer = new Drawer(phone);
  phone.element.append(phone.drawer.element);
  phone.drawer.element.focus();
}

async function bind(phone) {
  const roles = await api.roles();
  const said = await askForm(t('bind'), [
    { name: 'name', label: t('name'), value: phone.name },
    { name: 'role', label: t('role'), choices: roles.map((role) => [role, role]), value: 'staf' },
  ]);
  if (!said) return;
  await bindPhone(phone, said.role, said.name);
  phone.say(t('bindDone', { name: said.name }));
}

async function newGroup(phone) {
  const { world } = phone.house;
  const said = await askForm(t('newGroup'), [
    { name: 'title', label: t('groupTitle') },
    { name: 'people', label: t('groupPeople'), optional: true },
    {
      name: 'forum',
      label: t('groupTopics'),
      choices: [
        ['no', t('groupPlain')],
        ['yes', t('groupForum')],
      ],
    },
    { name: 'bot', label: t('bot'), choices: world.bots.map(({ username, name }) => [username, name]) },
  ]);
  if (!said) return;
  const others = said.people.split(',').map((name) => name.trim());
  const people = [...new Set([phone.person, ...others.filter(Boolean)])];
  const { id } = await api.group(said.title, people, [said.bot], said.forum === 'yes');
  await phone.house.refresh();
  await phone.show(String(id));
}
