/** Files: prepared, uploaded and fetched as bytes over the stand-in's own server, without encryption. */
import { faults } from './to-server.js';

export class OpaqueData {
  constructor(blob, type) {
    this.blob = blob;
    this.type = type;
  }
  static async createFromData(data, type) {
    return new OpaqueData(data instanceof OpaqueData ? data.blob : data, type);
  }
  url() {
    return 'blob:stand-in';
  }
  autorelease() {}
  formData() {
    return this.blob;
  }
}

export const base64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));

const objects = new Map();
export const objectOf = (hash) => objects.get(hash);

const kindOf = (mime, { asDocument, asSticker, isPtt }) => {
  if (asDocument) return 'document';
  if (asSticker) return 'sticker';
  if (isPtt) return 'ptt';
  const family = mime.split('/')[0];
  return ['image', 'audio', 'video'].includes(family) ? family : 'document';
};

export const prepRawMedia = (opaque, options) => ({
  async waitForPrep() {
    const bytes = await opaque.blob.arrayBuffer();
    const mimetype = opaque.type ?? '';
    const filehash = base64(await crypto.subtle.digest('SHA-256', bytes));
    const type = kindOf(mimetype, options);
    const size = bytes.byteLength;
    const data = { filehash, type, isGif: Boolean(options.asGif), mimetype, size, filename: opaque.blob.name };
    Object.defineProperties(data, {
      mediaBlob: { value: opaque, writable: true },
      preview: { value: undefined },
      set: {
        value(attributes) {
          Object.assign(this, attributes);
        },
      },
      toJSON: {
        value() {
          return { ...this };
        },
      },
    });
    objects.set(filehash, { contentInfo: {}, type, filehash, size, blob: opaque.blob, consolidate() {} });
    return data;
  },
});

export const upload = async ({ mediaObject, mimetype }) => {
  if (faults.upload) throw new Error(faults.upload);
  const response = await fetch('/stand-in/upload', {
    method: 'POST',
    body: mediaObject.blob,
    headers: { 'content-type': mimetype || 'application/octet-stream' },
  });
  const { directPath } = await response.json();
  const address = location.origin + directPath;
  return {
    mediaEntry: {
      mmsUrl: address,
      deprecatedMms3Url: address,
      directPath,
      mediaKey: 'a-key-of-the-stand-in',
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
      encFilehash: mediaObject.filehash,
      uploadHash: mediaObject.filehash,
    },
  };
};

/** `downloads` strikes one each: `hang`, or the error's text. */
export const download = async ({ directPath }) => {
  const fault = faults.downloads?.shift();
  if (fault === 'hang') return new Promise(() => {});
  if (fault) throw new Error(fault);
  const response = await fetch(directPath);
  if (!response.ok) throw Object.assign(new Error(`media download ${response.status}`), { status: response.status });
  return response.arrayBuffer();
};
