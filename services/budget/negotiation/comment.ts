import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { findRound } from './negotiate.ts'
import { openRound } from './rules/answer-proposal.ts'
import type { Comment, RoundName } from './store.ts'
import { addComment, readComment } from './store.ts'

/** Says something about an open round; a comment that was made before stands. */
export const commentOn = async (
  name: RoundName,
  comment: Comment,
  effects: Pick<Effects, 'store'>,
): Promise<Decision<Comment>> => {
  const { store } = effects
  const made = await readComment(store, name, comment.commentId)
  if (made) return accept(made)
  const found = await findRound(name, effects)
  if (found.status === 'refused') return found
  const open = openRound(found.value.value)
  if (open.status === 'refused') return open
  await addComment(store, name, comment)
  return accept(comment)
}
