import { useState } from 'react'
import { base64Of } from '../files/pieces.ts'
import { useWords } from '../words/words.ts'

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
    onChange?.(file === undefined ? undefined : base64Of(new Uint8Array(await file.arrayBuffer())))
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
