/** The line to WhatsApp as the page shows it: unlinked, linking, connected, lost, thrown out. */
import { Emitter } from './emitter.js';
import { wid } from './ids.js';
import { plain } from './models.js';
import { faults, setting, tell } from './to-server.js';

const TOKEN = 'stand-in-session';
export const token = () => localStorage.getItem(TOKEN) ?? '';

class SocketModel extends Emitter {
  state = 'OPENING';
  hasSynced = false;
  setState(state) {
    if (state === this.state) return;
    this.state = state;
    this.emit('change:state', this, state);
    void tell('state', state);
  }
  setSynced(synced) {
    if (synced === this.hasSynced) return;
    this.hasSynced = synced;
    if (synced) this.emit('change:hasSynced', this, synced);
  }
  reconnect() {
    reconnect();
  }
  takeover() {
    connected();
  }
  async logout() {
    await tell('logout', {});
    loggedOut();
  }
}

class ConnModel extends Emitter {
  ref = undefined;
  platform = 'android';
  pushname = setting.me.name;
  get wid() {
    return wid(setting.me.id);
  }
  serialize() {
    const { ref, platform, pushname } = this;
    return { ref, platform, pushname, wid: plain(this.wid), connected: true };
  }
  setRef(ref) {
    this.ref = ref;
    this.emit('change:ref', this, ref);
  }
}

export const socket = new SocketModel();
export const conn = new ConnModel();
export const cmd = new Emitter();
cmd.refreshQR = () => void tell('refreshQR', {});

export const unpaired = (ref) => {
  localStorage.removeItem(TOKEN);
  conn.setRef(ref);
  socket.setState('UNPAIRED');
};

export const connected = () => {
  socket.setState('OPENING');
  socket.setState('CONNECTED');
  cmd.emit('offline_progress_update_from_bridge');
  // WhatsApp syncs seconds later; here as soon as somebody listens.
  const sync = () => {
    if (socket.listeners('change:hasSynced') > 0 || faults.syncBeforeListener) socket.setSynced(true);
    else setTimeout(sync, 20);
  };
  if (!faults.neverSync) sync();
};

export const paired = (session) => {
  localStorage.setItem(TOKEN, session);
  socket.setState('PAIRING');
  setTimeout(connected, 50);
};

export const reconnect = () => {
  socket.setSynced(false);
  socket.setState('TIMEOUT');
  setTimeout(connected, 100);
};

export const loggedOut = () => {
  localStorage.removeItem(TOKEN);
  cmd.emit('logout');
  setTimeout(() => location.replace('/?post_logout=1&logout_reason=0'), 100);
};
