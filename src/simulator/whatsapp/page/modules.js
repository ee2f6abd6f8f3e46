/** The modules of WhatsApp Web that the library asks for by name. Another name is refused as the page does, and told. */
import { cmd, conn, socket } from './connection.js';
import { Emitter } from './emitter.js';
import { MsgKey, wid } from './ids.js';
import { base64, download, objectOf, OpaqueData, prepRawMedia, upload } from './media.js';
import { Collection } from './models.js';
import { addAndSendMsgToChat, links, told } from './sending.js';
import { chat, chats, contacts, lidFor, loadEarlier, messages, pair, phoneFor } from './store.js';
import { faults, setting, tell } from './to-server.js';

const nothing = async () => {};
const bytes = (value) => new Uint8Array(32).fill(value);

const linking = {
  WAWebSocketModel: { Socket: socket },
  WAWebCmd: { Cmd: cmd },
  WAWebConnModel: { Conn: conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    initializeAltDeviceLinking: nothing,
    initializeQRLinking: nothing,
    async startAltLinkingFlow(phone) {
      if (faults.pairing) throw new Error(faults.pairing);
      await tell('pairingCode', phone);
      return 'ABCD1234';
    },
  },
  WABase64: { encodeB64: base64 },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: bytes(1) } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: bytes(2) } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => base64(bytes(3)) },
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser: () => wid(setting.me.id),
    getMaybeMeLidUser: () => wid(setting.me.lid),
  },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebLaunchSocketUtils: { refreshQR: () => void tell('refreshQR', {}) },
};

const receiving = {
  WAWebCollections: {
    Msg: messages,
    Chat: chats,
    Contact: contacts,
    Blocklist: new Collection(),
    GroupMetadata: new Collection(),
    Label: new Collection(),
  },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen: told('resendRequest') },
  WAWebCallCollection: Object.assign(new Emitter(), { calls: new Map() }),
  WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert: nothing } },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: nothing } },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
  WAWebWidFactory: { createWid: wid, createWidFromWidLike: wid, asUserWidOrThrow: wid },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt: download } },
  WAWebQuotedMsgModelUtils: {
    getQuotedMsgObj: (message) => messages.getModelsArray().find(({ id }) => id.id === message.quotedStanzaID),
  },
  WAWebChatLoadMessages: { loadEarlierMsgs: loadEarlier },
  WALinkify: { findLink: (text) => links(text)[0], findLinks: links },
};

const sending = {
  WAWebFindChatAction: {
    async findOrCreateLatestChat(id) {
      if (faults.noLidFor?.includes(id._serialized)) throw new Error('No LID for user');
      return { chat: chat(id) };
    },
  },
  WAWebChatGetters: {
    getIsNewsletter: ({ id }) => id.isNewsletter(),
    getIsBroadcast: ({ id }) => id.server === 'broadcast',
  },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebUpdateUnreadChatAction: {
    async sendSeen({ chat: seen }) {
      if (faults.sendSeen) throw new TypeError(faults.sendSeen);
      await tell('seen', seen.id._serialized);
      seen.set({ unreadCount: 0 });
    },
  },
  WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
  WAWebMsgKey: MsgKey,
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject: objectOf },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put() {} } },
  WAWebMediaMmsV4Upload: { uploadMedia: upload, uploadUnencryptedMedia: upload },
  WAWebChatStateBridge: {
    sendChatStateComposing: told('typing'),
    sendChatStateRecording: told('recording'),
    sendChatStatePaused: told('paused'),
  },
  /** Refusing a call is a stanza of its own. */
  WAWap: { wap: (tag, attributes, children) => ({ tag, attributes, children }), generateId: () => 'stanza' },
  WADeprecatedSendIq: { deprecatedCastStanza: told('stanza') },
  WAWebSendReactionMsgAction: { sendReactionToMsg: told('reaction') },
  WAWebPresenceChatAction: { sendPresenceAvailable: told('online'), sendPresenceUnavailable: told('offline') },
};

const people = {
  WAWebApiContact: {
    getAlternateUserWid: (id) => (id.isLid() ? phoneFor(id) : lidFor(id)),
    getCurrentLid: lidFor,
    getPhoneNumber: phoneFor,
  },
  WAWebLidMigrationUtils: { toPn: (id) => (id.isLid() ? phoneFor(id) : id) },
  WAWebContactGetters: {
    getIsMe: ({ id }) => id._serialized === setting.me.id,
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: () => true,
    getUserid: ({ id }) => id.user,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => 0,
    getStatusMute: () => false,
    getName: ({ name }) => name,
    getShortName: ({ name }) => name,
    getPushname: ({ pushname }) => pushname,
    getIsEnterprise: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: () => false },
  WAWebQueryExistsJob: {
    async queryWidExists(id) {
      if (faults.unregistered?.includes(id._serialized)) return null;
      // The service answers with the lid where the number has one.
      const lid = faults.lids?.[id._serialized];
      if (lid) pair(lid, id._serialized);
      return { wid: lid ? wid(lid) : id };
    },
  },
};

export const modules = { ...linking, ...receiving, ...sending, ...people };
export const used = new Set();
export const missing = new Set();

export const requireModule = (name) => {
  if (name in modules) {
    used.add(name);
    return modules[name];
  }
  missing.add(name);
  void tell('missingModule', name);
  throw new Error(`Requiring unknown module "${name}"`);
};
