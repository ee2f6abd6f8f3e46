/** A complaint from its first word to the reporter's own verdict. */
import { bound, person } from './step.ts';
import type { Transcript } from './step.ts';

const grace = person('grace');
const mega = person('mega', 'telegram-members');

export const complaintInEnglish: Transcript = {
  name: 'a complaint in English is answered, and solved by the word of who sent it',
  steps: () => [
    ...bound(mega),
    grace.starts('Selamat datang'),
    grace.says('english', 'English'),
    grace.says('report', 'What is wrong, and where?'),
    grace.says('street light broken at jl sei kera', 'Send?'),
    grace.taps('Send', 'Number: A-'),
    mega.sees('Pengaduan baru', 'street light broken', 'jl sei kera'),
    mega.taps('Buka', 'menunggu diperiksa'),
    mega.taps('Jawab', 'Apa jawabannya'),
    mega.says('The lamp was changed this morning.', 'sudah dijawab'),
    grace.sees('Answer to A-', 'lamp was changed', 'really solved'),
    grace.tapsOnce('Yes, solved', 'we note that'),
    grace.says('check', 'A-', 'closed'),
  ],
};
