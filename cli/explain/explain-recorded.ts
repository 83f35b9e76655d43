import { TongchouError } from '#shared/kernel/errors.ts'
import type { Explanation } from '../../services/settlement/explanation/rules/explanation.ts'
import type { Language } from '../../services/settlement/explanation/rules/language.ts'
import { openClient } from '../year/client.ts'
import { province } from '../year/roles.ts'

/**
 * Asks a stack to explain what it recorded under an id, as the province, which may see every claim.
 * @throws TongchouError with the code of the refusal, `claim.unknown` for an id nothing is recorded under
 */
export const explainRecorded = async (
  url: string,
  claimId: string,
  language: Language,
): Promise<Explanation> => {
  const path = `/v1/settlement/claims/${encodeURIComponent(claimId)}/explanation?language=${language}`
  const { status, body } = await openClient(url).send(province, 'GET', path)
  if (status === 200) return body as Explanation
  const reason = status === 404 ? unknown(claimId)[language] : String(body.detail)
  throw new TongchouError(String(body.code), reason)
}

const unknown = (claimId: string): Readonly<Record<Language, string>> => ({
  zh: `没有编号为 ${claimId} 的结算或冲正；\`npm run year -- --running\` 的结果列出可供说明的编号`,
  en: `no claim or reversal is recorded under ${claimId}; \`npm run year -- --running\` names some`,
})
