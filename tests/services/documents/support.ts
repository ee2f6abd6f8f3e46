/** Visits of a test, and the papers of the Medan council about them. */
import { loadCouncil, type Council } from '#services/council.ts';
import { factsOf } from '#services/council-facts.ts';
import { createDocuments, type Documents } from '#services/documents/documents.ts';
import type { LetterMarks, VisitDocument } from '#services/documents/types.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { extractText, getDocumentProxy } from 'unpdf';

export const medan = loadCouncil('medan');

export function documentsOf(council: Council = medan, emblem: Buffer | null = null): Documents {
  const facts = { id: factsOf(council, 'id'), en: factsOf(council, 'en') };
  const texts = createTexts({ trees: readTextTrees('locales'), facts, zone: council.zone, strict: true });
  return createDocuments({ council, texts, emblem });
}

export const visit: VisitDocument = {
  number: 'K-1001',
  kind: 'dprd',
  institution: 'DPRD Kabupaten Labuhanbatu Selatan',
  address: 'Kotapinang',
  name: 'Rudi Contoh',
  phone: '+6281234567890',
  people: 22,
  date: '2026-11-10',
  time: '09:00',
  endTime: '11:00',
  room: { id: 'Ruang Badan Musyawarah', en: 'Steering Committee Room' },
  host: { id: 'Komisi I', en: 'Commission I' },
  purpose: 'Studi banding retribusi parkir',
  needs: ['Kursi roda', 'Parkir 1 bus'],
  letter: { number: '170/1123/DPRD-LS/2026', date: '2026-10-28' },
};

export const KINDS = ['dprd', 'instansi', 'sekolah', 'warga'] as const;

export const marks: LetterMarks = {
  number: '400/17/SETWAN/2026',
  date: '2026-11-05',
  nature: 'Biasa',
  check: 'K-1001-7QX4M2P9',
};

/** The words of each page, as a reader of the PDF finds them. */
export async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s+/g, ' '));
}
