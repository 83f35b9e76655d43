import type { Inbox } from '#shared/edge/events/inbox.ts'

/** An inbox that notes what is done with its messages, by their ids. */
export const watchedInbox = () => {
  const setAside: { readonly id: string; readonly error: unknown }[] = []
  const sentAnew: string[] = []
  const hidden: { readonly ids: readonly string[]; readonly seconds: number }[] = []
  const removed: string[] = []
  const inbox: Inbox = {
    remove: async (records) => {
      removed.push(...records.map(({ messageId }) => messageId))
    },
    setAside: async ({ messageId }, error) => {
      setAside.push({ id: messageId, error })
    },
    sendAnew: async ({ messageId }) => {
      sentAnew.push(messageId)
    },
    hide: async (records, seconds) => {
      if (records.length > 0) hidden.push({ ids: records.map(({ messageId }) => messageId), seconds })
    },
  }
  return { inbox, setAside, sentAnew, hidden, removed }
}
