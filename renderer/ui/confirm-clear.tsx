import type { ReactNode } from 'react';
import { Modal } from './modal.tsx';

/** Asks once before something kept is deleted. */
export function ConfirmClear({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal title={title} onClose={onClose}>
      <p className="dim">{text}</p>
      <div className="modal-actions">
        <button type="button" className="button" onClick={onClose}>
          Keep
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {action}
        </button>
      </div>
    </Modal>
  );
}
