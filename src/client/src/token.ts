import type { UserToken } from './types.js';

/** As Paydesk answers it to your server, which passes it on; or the token alone. */
export type Token = string | UserToken;

/** A function is asked again when its last token has expired, or was refused. */
export type TokenSource = Token | (() => Token | Promise<Token>);

/** Before it expires on its way. */
const AHEAD = 20_000;

export class Tokens {
  readonly #source: TokenSource;
  #known: Promise<Token> | undefined;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Another one than what was refused, where there is another. */
  async bearer(refused?: string): Promise<string> {
    return textOf(await this.#current(refused));
  }

  async userId(): Promise<string | undefined> {
    const token = await this.#current();
    return typeof token === 'string' ? undefined : token.userId;
  }

  async #current(refused?: string): Promise<Token> {
    if (typeof this.#source !== 'function') return this.#source;
    const known = this.#known;
    if (known) {
      const token = await known;
      if (textOf(token) !== refused && !isOver(token)) return token;
    }
    // Calls at the same time wait for one and the same.
    if (known === this.#known) this.#known = this.#ask();
    return this.#known!;
  }

  #ask(): Promise<Token> {
    const asked = Promise.resolve()
      .then(this.#source as () => Token | Promise<Token>)
      .then(checked);
    asked.catch(() => {
      if (this.#known === asked) this.#known = undefined;
    });
    return asked;
  }
}

/** Else an error page of the shop's server would look like a token that Paydesk refuses. */
function checked(token: Token): Token {
  if (token && typeof textOf(token) === 'string') return token;
  throw new TypeError('token() must answer a token, or what Paydesk answered with one in it');
}

const textOf = (token: Token) => (typeof token === 'string' ? token : token.token);

const isOver = (token: Token) =>
  typeof token !== 'string' && Date.parse(token.expiresAt) < Date.now() + AHEAD;
