/** Turns a TextRef into what a person reads, in their language. Pure and synchronous after loading. */
import { createInstance, type i18n } from 'i18next';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { clean } from '#flows/prompts/normalise.ts';
import { formats } from './text-formats.ts';
import type { TextTrees } from './text-files.ts';

/** What every text may name as `{{council.…}}`. */
export interface CouncilFacts {
  name: string;
  office: string;
  address: string;
  phone: string;
  hours: string;
}

export interface TextOptions {
  trees: TextTrees;
  facts: Record<Locale, CouncilFacts>;
  /** The council's zone, IANA. */
  zone: string;
  /** Tests and development: a missing text or value throws. Production shows a neutral sentence and goes on. */
  strict: boolean;
}

export interface Texts {
  /**
   * HTML of the subset b, i, code, a. Lists in `args` become lines unless a format joins them. `typed`: where there are no
   * buttons, a text has another form under its key with `_typed`.
   */
  say(locale: Locale, ref: TextRef, typed?: boolean): string;
}

/** The only escape: everything that did not come from `locales/` passes here before it meets a tag. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A name that the council's data holds in both languages. */
const isBilingual = (value: object): value is Record<Locale, string> =>
  'id' in value && 'en' in value && typeof value.id === 'string' && typeof value.en === 'string';

const isTextRef = (value: object): value is TextRef => 'key' in value && typeof value.key === 'string';

const NEUTRAL = 'format.neutral';

/** Where no format joins a list, each item stands on its own line. */
class Lines extends Array<unknown> {
  override toString(): string {
    return this.join('\n');
  }
}

export const createTexts = ({ trees, facts, zone, strict }: TextOptions): Texts => {
  const i18n = createI18n(trees, strict);
  const safeFacts = { id: { council: escapeAll(facts.id) }, en: { council: escapeAll(facts.en) } };
  // i18next swallows what a format throws, so the fault is carried out here.
  let fault: unknown;
  addFormats(i18n, zone, (error) => (fault ??= error));

  const has = (lng: Locale, ref: TextRef): boolean =>
    i18n.exists(ref.key, { lng, fallbackLng: false, returnObjects: false, ...countOf(ref) });

  const keyOf = (locale: Locale, ref: TextRef): string => {
    if (has(locale, ref)) return ref.key;
    if (strict) throw new Error(`no text ${ref.key} in ${locale}`);
    return has('id', ref) ? ref.key : NEUTRAL;
  };

  const resolve = (locale: Locale, value: unknown, typed: boolean): unknown => {
    if (typeof value === 'string') return escapeHtml(clean(value));
    if (Array.isArray(value)) return Lines.from(value, (one: unknown) => resolve(locale, one, typed));
    if (typeof value !== 'object' || value === null) return value;
    if (isTextRef(value)) return say(locale, value, typed);
    if (isBilingual(value)) return resolve(locale, value[locale], typed);
    return resolveEach(locale, value, typed);
  };

  const resolveEach = (locale: Locale, values: object, typed: boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([name, one]) => [name, resolve(locale, one, typed)]));

  // A text without arguments is the same every time; labels and most questions are.
  const plain = new Map<string, string>();

  const say = (locale: Locale, ref: TextRef, typed = false): string => {
    if (ref.args) return fill(locale, ref, typed);
    const which = `${locale} ${typed} ${ref.key}`;
    const said = plain.get(which) ?? fill(locale, ref, typed);
    plain.set(which, said);
    return said;
  };

  const fill = (locale: Locale, ref: TextRef, typed: boolean): string => {
    // Each by itself: arguments named `key`, or `id` and `en`, are no text.
    const args = resolveEach(locale, ref.args ?? {}, typed);
    // `replace` keeps the arguments apart from i18next's own options; `nest` off: no text here nests, so a
    // person's "$t(…)" is never looked at.
    fault = undefined;
    const said = i18n.t(keyOf(locale, ref), {
      lng: locale,
      nest: false,
      ...countOf(ref),
      ...(typed && { context: 'typed' }),
      replace: { ...args, ...safeFacts[locale] },
    });
    if (strict && fault) throw fault;
    return said;
  };
  return { say };
};

const countOf = ({ args }: TextRef): { count?: number } =>
  typeof args?.['count'] === 'number' ? { count: args['count'] } : {};

const escapeAll = (facts: CouncilFacts): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, escapeHtml(fact)]));

const createI18n = (trees: TextTrees, strict: boolean): i18n => {
  const instance = createInstance();
  void instance.init({
    initAsync: false,
    lng: 'id',
    fallbackLng: 'id',
    nsSeparator: false,
    returnNull: false,
    resources: { id: { translation: trees.id }, en: { translation: trees.en } },
    // Arguments are escaped before they come here, since a nested text must not be escaped twice.
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      if (strict) throw new Error(`no value for ${match[0]} in "${text}"`);
      return '';
    },
  });
  return instance;
};

const wordIn =
  (i18n: i18n, lng: Locale) =>
  (key: string, count?: number): string =>
    i18n.t(`format.${key}`, { lng, ...(count !== undefined && { count }) });

const addFormats = (i18n: i18n, zone: string, onFault: (error: unknown) => void): void => {
  for (const [name, format] of Object.entries(formats))
    i18n.services.formatter?.add(name, (value: unknown, lng: string | undefined) => {
      const locale: Locale = lng === 'en' ? 'en' : 'id';
      try {
        return format(value, { locale, zone, word: wordIn(i18n, locale) });
      } catch (fault) {
        onFault(fault);
        return typeof value === 'string' ? value : '';
      }
    });
};
