/** Files that people sent, for bots to fetch. */
import type { Handlers } from './call.ts';
import { badRequest } from './refusal.ts';
import { DOWNLOAD_LIMIT } from './uploads.ts';

/** Ms for which a download path works. */
const PATH_LIFE = 60 * 60 * 1000;

export const fileMethods: Handlers = {
  getFile({ world, bot }, args) {
    if (!args.file_id) throw badRequest('file_id not specified');
    const file = world.files.get(args.file_id, bot);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    file.openUntil = world.now() + PATH_LIFE;
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
  },
};
