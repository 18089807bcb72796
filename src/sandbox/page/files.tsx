import type { SandboxFile } from '../slack/protocol.ts'
import { Icon } from './icons.tsx'

export function Files({ files }: { files: SandboxFile[] }) {
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          {file.mimetype.startsWith('image/') ? (
            <img class="file-image" src={file.url} alt={file.name} loading="lazy" />
          ) : (
            <a class="file-card" href={file.url} target="_blank" rel="noreferrer">
              <Icon name="file" />
              <span>{file.name}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
