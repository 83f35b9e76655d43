import { useState } from 'react'
import { useWords } from '../words/words.ts'

/** A file's bytes in base64, as an operation takes them. */
const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  return btoa(text)
}

/** A file of this machine, chosen by whoever fills in a form. */
export const FileInput = ({
  id,
  onChange,
}: {
  readonly id?: string
  readonly onChange?: (value: string | undefined) => void
}) => {
  const words = useWords()
  const [size, setSize] = useState<number>()
  const take = async (file: File | undefined) => {
    setSize(file?.size)
    onChange?.(file === undefined ? undefined : await base64Of(file))
  }
  return (
    <>
      <input
        type="file"
        {...(id === undefined ? {} : { id })}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {size !== undefined && <span className="quiet">{words.say('form.fileSize', { bytes: size })}</span>}
    </>
  )
}
