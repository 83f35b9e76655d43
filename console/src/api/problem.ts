/** A "no" of the product as RFC 9457 has it, with its words in both languages. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly detailZh: string
  readonly remedy: string
  readonly remedyZh: string
  readonly field?: string
  readonly article?: string
  readonly figures?: Readonly<Record<string, string | number>>
}

/** An answer that is not the one asked for: refused, not allowed, or not come at all. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** What the console itself says where no service answered. */
export const lost: Problem = {
  status: 0,
  code: 'console.no-answer',
  detail: 'No answer came. Whether it was done is not known yet.',
  detailZh: '没有收到答复，是否已办理尚不确定。',
  remedy: 'Send it again: the same request is never done twice.',
  remedyZh: '请再次提交：同一请求不会重复办理。',
}

const unexplained = (status: number): Problem => ({
  status,
  code: status === 401 ? 'console.signed-out' : status === 403 ? 'console.not-allowed' : 'console.failed',
  detail:
    status === 401 ? 'The session has ended.' : status === 403 ? 'This is not yours to do.' : 'It failed.',
  detailZh: status === 401 ? '登录已过期。' : status === 403 ? '您没有此项权限。' : '办理失败。',
  remedy: status === 401 ? 'Sign in again; what you typed is kept.' : 'Tell the operator of the platform.',
  remedyZh: status === 401 ? '请重新登录，已填写的内容不会丢失。' : '请联系平台运维人员。',
})

/** Reads the problem of an answer that is no success. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const said = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
  return said?.code !== undefined && said.detailZh !== undefined
    ? (said as Problem)
    : unexplained(response.status)
}
