/** Reads one file of a council; what is wrong is told with file, line and reason in one plain sentence. */
import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';

/** `message`: "councils/medan/rooms.yaml, line 12: capacity is missing." */
export class CouncilFault extends Error {
  constructor(file: string, line: number, reason: string) {
    super(`${file}, line ${line}: ${reason}.`);
    this.name = 'CouncilFault';
  }
}

type Path = readonly PropertyKey[];

/** A read file that can still say on which line something stands. */
export interface CouncilFile<T> {
  content: T;
  fault(path: Path, reason: string): CouncilFault;
}

/** The node at the path, or the nearest one above it: a missing entry is told on the line of what lacks it. */
const nodeAt = (document: Document, path: Path): Node | null => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return null;
};

const keyNode = (document: Document, path: Path, key: string): Node | null => {
  const map = nodeAt(document, path);
  const pair = isMap(map)
    ? map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
    : undefined;
  return pair && isNode(pair.key) ? pair.key : map;
};

const nameOf = (path: Path): string =>
  path.length === 0
    ? 'the file'
    : path.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : String(part))).join(', ');

const EXPECTED: Record<string, string> = {
  string: 'a text (in quotes if it is all digits)',
  int: 'a whole number',
  number: 'a whole number',
  array: 'a list',
  object: 'a group of entries',
};

const reasonOf = (issue: z.core.$ZodIssue): string => {
  const name = nameOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no entry named ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
    case 'invalid_value':
      return issue.input === undefined ? `${name} is missing` : `${name} must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined
        ? `${name} is missing`
        : `${name} must be ${EXPECTED[issue.expected] ?? `a ${issue.expected}`}`;
    case 'too_small':
      return typeof issue.minimum === 'number' && (issue.origin === 'array' || issue.origin === 'string')
        ? `${name} must not be empty`
        : `${name} must be at least ${issue.minimum}`;
    default:
      return issue.message.startsWith('must ') ? `${name} ${issue.message}` : `${name} is not valid`;
  }
};

interface Parsed<T extends z.ZodType> {
  text: string;
  document: Document;
  lines: LineCounter;
  checked: z.ZodSafeParseResult<z.output<T>>;
}

/** The last of each kind: a process that begins more than once, as tests do, takes a tenth of a second for the same files each time. */
const known = new WeakMap<z.ZodType, Parsed<z.ZodType>>();

function parse<T extends z.ZodType>(text: string, schema: T): Parsed<T> {
  const last = known.get(schema) as Parsed<T> | undefined;
  if (last?.text === text) return last;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const content: unknown = document.errors.length ? null : document.toJS();
  const parsed: Parsed<T> = { text, document, lines, checked: schema.safeParse(content, { reportInput: true }) };
  known.set(schema, parsed);
  return parsed;
}

/**
 * @param shown path as it is told to people
 * @throws CouncilFault for the first thing that is wrong
 */
export const readCouncilFile = <T extends z.ZodType>(
  file: string,
  schema: T,
  shown = file,
): CouncilFile<z.output<T>> => {
  if (!existsSync(file)) throw new CouncilFault(shown, 1, 'the file is missing');
  const { document, lines, checked } = parse(readFileSync(file, 'utf8'), schema);
  const broken = document.errors[0];
  if (broken)
    throw new CouncilFault(
      shown,
      lines.linePos(broken.pos[0]).line,
      (broken.message.split('\n')[0] ?? '').replace(/ at line .*$/, ''),
    );
  const lineOf = (node: Node | null): number => lines.linePos(node?.range?.[0] ?? 0).line;
  if (!checked.success) {
    // A misspelt name is also a missing one; the line of the misspelling is the one to mend.
    const { issues } = checked.error;
    const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
    if (!issue) throw new CouncilFault(shown, 1, 'the file is not valid');
    const node =
      issue.code === 'unrecognized_keys'
        ? keyNode(document, issue.path, issue.keys[0] ?? '')
        : nodeAt(document, issue.path);
    throw new CouncilFault(shown, lineOf(node), reasonOf(issue));
  }
  return {
    content: checked.data,
    fault: (path, reason) => new CouncilFault(shown, lineOf(nodeAt(document, path)), reason),
  };
};
