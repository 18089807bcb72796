import type { ConfirmationDialog } from '@slack/types'
import { type ComponentChildren, createContext } from 'preact'
import { useCallback, useContext, useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import { MrkdwnText } from './mrkdwn.tsx'

type Asked = { question: ConfirmationDialog; answer(isSure: boolean): void }
type Ask = (question: unknown) => Promise<boolean>

const ConfirmContext = createContext<Ask>(async () => true)

/** Asks the question, if there is one, and answers whether the person is sure. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}

export function ConfirmProvider({ children }: { children: ComponentChildren }) {
  const [asked, setAsked] = useState<Asked>()
  const ask = useCallback<Ask>((question) => {
    if (!question) return Promise.resolve(true)
    return new Promise((resolve) => {
      const answer = (isSure: boolean) => {
        setAsked(undefined)
        resolve(isSure)
      }
      setAsked({ question: question as ConfirmationDialog, answer })
    })
  }, [])
  return (
    <ConfirmContext.Provider value={ask}>
      {children}
      {asked && <ConfirmBox {...asked} />}
    </ConfirmContext.Provider>
  )
}

function ConfirmBox({ question, answer }: Asked) {
  const isDanger = question.style === 'danger'
  return (
    <Dialog title={question.title?.text ?? 'Are you sure?'} isSmall close={() => answer(false)}>
      <div class="dialog-body">
        <MrkdwnText text={question.text?.text ?? ''} />
      </div>
      <footer class="dialog-footer">
        <button type="button" class="button" onClick={() => answer(false)}>
          {question.deny?.text ?? 'Cancel'}
        </button>
        <button
          type="button"
          class={`button ${isDanger ? 'danger' : 'primary'}`}
          onClick={() => answer(true)}
        >
          {question.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  )
}
