/** What the edges need of a pino logger. Fields carry kinds and codes, never what a person wrote nor who it was. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** The class only: the message of a database's or library's error may quote a person, or the address with the token. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
