import { type ReactNode, useEffectEvent, useLayoutEffect, useRef } from 'react';
import './modal.css';

/** The browser's own dialog: keeps the focus inside, Escape and a click beside it close it. */
export function Modal({
  title,
  onClose,
  className = '',
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  // Before the page loses the dialog: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const onClick = (event: MouseEvent) => {
      // The backdrop belongs to the dialog element itself; everything shown lies in an element inside.
      if (event.target === element) close();
    };
    element.addEventListener('click', onClick);
    element.showModal();
    return () => {
      element.removeEventListener('click', onClick);
      element.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`modal ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="modal-inside">
        <header className="modal-head">
          <h2>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
