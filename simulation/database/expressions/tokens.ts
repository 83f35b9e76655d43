import { invalid, unknown } from '../errors.ts'
import type { Expression } from './scope.ts'

export type Token = {
  readonly kind: 'word' | 'name' | 'value' | 'number' | 'sign'
  readonly text: string
}

const next =
  /\s*(?:(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([A-Za-z_][A-Za-z0-9_]*)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y

const read = (text: string, called: string): Token[] => {
  const tokens: Token[] = []
  next.lastIndex = 0
  for (let at = 0; text.slice(at).trim() !== ''; at = next.lastIndex) {
    next.lastIndex = at
    const found = next.exec(text)
    if (!found) throw invalid(`Invalid ${called}: Syntax error; token: "${text.slice(at).trim()[0]}"`)
    const [, name, value, word, number, sign] = found
    if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (value !== undefined) tokens.push({ kind: 'value', text: value })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else tokens.push({ kind: 'sign', text: sign as string })
  }
  return tokens
}

/**
 * Names that may stand in an expression as they are. DynamoDB reserves some six hundred words; the suite asks DynamoDB
 * Local about each of these. Any other name wants a placeholder.
 */
export const plainNames: ReadonlySet<string> = new Set([
  ...['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'],
  ...['version', 'kind', 'fen', 'expires'],
])

/** Reads the tokens of an expression one by one, and notes which placeholders it uses. */
export class Reader implements Expression {
  readonly called: string
  readonly used = { names: new Set<string>(), values: new Set<string>() }
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string, called: string) {
    this.called = called
    this.#tokens = read(text, called)
    if (this.#tokens.length === 0) throw invalid(`Invalid ${called}: The expression can not be empty;`)
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }

  get afterNext(): Token | undefined {
    return this.#tokens[this.#at + 1]
  }

  take(): Token {
    const token = this.next
    if (!token) throw this.wrong()
    this.#at += 1
    if (token.kind === 'name') this.used.names.add(token.text)
    if (token.kind === 'value') this.used.values.add(token.text)
    return token
  }

  wrong(): Error {
    return invalid(
      `Invalid ${this.called}: Syntax error; token: ${this.next ? `"${this.next.text}"` : '<EOF>'}`,
    )
  }

  isSign(text: string): boolean {
    return this.next?.kind === 'sign' && this.next.text === text
  }

  isWord(text: string): boolean {
    return this.next?.kind === 'word' && this.next.text.toUpperCase() === text
  }

  /** Takes a sign if it is the next token. */
  sign(text: string): boolean {
    if (!this.isSign(text)) return false
    this.#at += 1
    return true
  }

  word(text: string): boolean {
    if (!this.isWord(text)) return false
    this.#at += 1
    return true
  }

  expect(sign: string): void {
    if (!this.sign(sign)) throw this.wrong()
  }

  expectWord(word: string): void {
    if (!this.word(word)) throw this.wrong()
  }

  end(): void {
    if (this.next) throw this.wrong()
  }

  /** A part of a path: a placeholder, or a name that is known to be allowed. */
  name(): string {
    const token = this.take()
    if (token.kind === 'name') return token.text
    if (token.kind !== 'word') {
      this.#at -= 1
      throw this.wrong()
    }
    if (!plainNames.has(token.text))
      throw unknown(`whether the name ${token.text} may stand in an expression without a placeholder`)
    return token.text
  }
}
