import { Popover } from 'radix-ui';
import { type ReactElement, type ReactNode, useState } from 'react';
import './popover-form.css';

/** A small form beside the button that opens it; Enter does what its button says, Escape closes it. Not modal, since that would put a style element into the page. */
export function PopoverForm({
  trigger,
  title,
  action,
  ready,
  onSubmit,
  children,
}: {
  /** Takes a ref and props. */
  readonly trigger: ReactElement;
  readonly title: string;
  readonly action: string;
  /** False keeps the form from being sent. */
  readonly ready: boolean;
  /** True closes the form. */
  readonly onSubmit: () => boolean | Promise<boolean>;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const submit = async () => {
    if (ready && (await onSubmit())) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" aria-label={title} sideOffset={5} collisionPadding={8}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              // React hands events on to the form around the button, wherever this one lies in the page.
              event.stopPropagation();
              void submit();
            }}
          >
            <p className="popover-title">{title}</p>
            {children}
            <div className="popover-actions">
              <button type="submit" className="button small primary" aria-disabled={!ready}>
                {action}
              </button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
