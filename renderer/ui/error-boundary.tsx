import { Component, type ReactNode } from 'react';

interface Properties {
  /** The part that stands behind this wall: `the symbol list`. */
  readonly part: string;
  readonly children: ReactNode;
}

/** Keeps a mistake in one part of the window from taking the rest along. */
export class ErrorBoundary extends Component<Properties, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p className="empty-title">Something went wrong in {this.props.part}.</p>
        <p className="dim">The rest of the window works. {this.state.message}</p>
        <button type="button" className="button" onClick={() => this.setState({ message: null })}>
          Show it again
        </button>
      </div>
    );
  }
}
