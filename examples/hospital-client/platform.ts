import { createHash, randomUUID } from 'node:crypto'

/** What a hospital is given by its city: where the platform is, who it is there, and the key it signs with. */
export type Settings = {
  /** `https://…/v1/settlement/national/gateway` */
  readonly url: string
  readonly institution: string
  readonly institutionName: string
  readonly division: string
  readonly paasId: string
  readonly token: string
}

/** One call as it went, for whoever watches. */
export type SentCall = {
  readonly infno: string
  readonly msgid: string
  readonly message: Readonly<Record<string, unknown>>
  readonly answer: PlatformAnswer
}

export type PlatformAnswer = {
  readonly infcode: number
  readonly err_msg: string
  /** The groups of an answer are many; whoever calls knows which they get. */
  readonly output?: unknown
}

/** A call that the platform declined, with what a cashier reads. */
export class Declined extends Error {
  readonly answer: PlatformAnswer

  constructor(infno: string, answer: PlatformAnswer) {
    super(`${infno}: ${answer.err_msg}`)
    this.answer = answer
  }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** China's time, whatever zone the machine is in: `yyyy-MM-dd HH:mm:ss`. */
export const chinaTime = (at = new Date()): string => {
  const china = new Date(at.getTime() + 8 * 60 * 60 * 1000)
  const day = [china.getUTCFullYear(), two(china.getUTCMonth() + 1), two(china.getUTCDate())].join('-')
  return `${day} ${[china.getUTCHours(), china.getUTCMinutes(), china.getUTCSeconds()].map(two).join(':')}`
}

/** The headers of a signed call: SHA-256 of timestamp + token + nonce + timestamp. */
const signature = ({ paasId, token }: Settings): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomUUID().replaceAll('-', '')
  return {
    'x-tif-paasid': paasId,
    'x-tif-timestamp': timestamp,
    'x-tif-nonce': nonce,
    'x-tif-signature': createHash('sha256').update(`${timestamp}${token}${nonce}${timestamp}`).digest('hex'),
  }
}

/**
 * The platform as a hospital's system calls it: one envelope for all, whatever it has no value for is sent blank. A call
 * whose answer does not come is sent again under its msgid, signed anew: it has one effect.
 */
export class Platform {
  readonly calls: SentCall[] = []
  readonly #settings: Settings
  #sequence = 0
  #signNo = ''

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Institution code (12), yyyyMMddHHmmss, sequence (4): never used twice. */
  nextMsgid(): string {
    this.#sequence += 1
    const time = chinaTime().replaceAll(/\D/g, '')
    return `${this.#settings.institution}${time}${String(this.#sequence % 10_000).padStart(4, '0')}`
  }

  /** Signs the operator in: the first call of the morning. */
  async signIn(operator: string): Promise<void> {
    const { signinoutb } = await this.call<{ signinoutb: { sign_no: string } }>('9001', {
      signIn: { opter_no: operator, mac: '', ip: '' },
    })
    this.#signNo = signinoutb.sign_no
  }

  async signOut(): Promise<void> {
    await this.call('9002', { signOut: { sign_no: this.#signNo, opter_no: '' } })
    this.#signNo = ''
  }

  /** @returns the groups of `output` that the caller names as its type */
  async call<Output>(infno: string, input: object): Promise<Output> {
    const { institution, institutionName, division } = this.#settings
    const message = {
      ...{ infno, msgid: this.nextMsgid(), mdtrtarea_admvs: division, insuplc_admdvs: division },
      ...{ recer_sys_code: '', dev_no: '', dev_safe_info: '', cainfo: '', signtype: '', infver: 'V1.0' },
      ...{ opter_type: '1', opter: '0042', opter_name: '', inf_time: chinaTime() },
      ...{ fixmedins_code: institution, fixmedins_name: institutionName, sign_no: this.#signNo },
      input,
    }
    const answer = await this.#send(message)
    this.calls.push({ infno, msgid: message.msgid, message, answer })
    if (answer.infcode !== 0) throw new Declined(infno, answer)
    return answer.output as Output
  }

  async #send(message: object): Promise<PlatformAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await fetch(this.#settings.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signature(this.#settings) },
          body: JSON.stringify(message),
        })
        if (response.status < 500) return (await response.json()) as PlatformAnswer
        throw new Error(`HTTP ${response.status}`)
      } catch (cause) {
        if (attempt === 5) throw cause
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt))
      }
    }
  }
}
