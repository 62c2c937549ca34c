"""The entry of `onrecord` and `python -m tui`: it alone knows all front ends."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.core.settings import Settings
    from tui.library.facade import Library

_USUAL = gc.get_threshold()
_RARELY = 50_000  # objects made and not yet unmade


def main() -> int:
    """Run the command line of this process; the exit code."""
    # Looking for garbage is an eighth of a short command's time, and finds none: it is put off
    # while the command runs, and at its end has nothing to look at.
    gc.set_threshold(_RARELY)
    try:
        from tui.shell.main import main as shell

        return shell(sys.argv[1:], _launch, _serve, _pick)
    except KeyboardInterrupt:  # while modules were being loaded, or one has left already
        _heed_no_more()
        return 130
    except Exception as error:  # ours: whatever can be expected was told by then
        from tui.shell.failing import stop

        return stop(error, sys.argv[1:])
    finally:
        gc.freeze()


def _heed_no_more() -> None:
    """Let a ctrl+c at the very end interrupt nothing: it would look as if something had failed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _keep(error: BaseException) -> str:
    """Keep what is needed to report an error of a thread; a sentence on it."""
    from tui.shell.failing import kept

    return kept(error, sys.argv[1:])


def _launch(
    library: Library, settings: Settings, ref: str | None, mouse: bool, ascii_only: bool
) -> int:
    # Loading the browser makes much and drops little: the collector waits until the first screen
    # is painted, and the browser lets it work again.
    gc.set_threshold(*_USUAL)
    gc.disable()
    from tui.browser.first_frame import show

    try:
        with show(library, settings, ref, ascii_only=ascii_only) as taken:
            from tui.browser.memory import load_textual

            load_textual()
            from tui.browser.app import run

            return run(
                library, settings, ref, keep=_keep, mouse=mouse, ascii_only=ascii_only, taken=taken
            )
    finally:
        _heed_no_more()


def _pick(
    library: Library, settings: Settings, query: str, mouse: bool, ascii_only: bool
) -> tuple[int, str]:
    gc.set_threshold(*_USUAL)
    gc.disable()  # as for the browser
    from tui.browser.memory import load_textual

    load_textual()
    from tui.browser.pick import run

    try:
        return run(library, settings, query, keep=_keep, mouse=mouse, ascii_only=ascii_only)
    finally:
        _heed_no_more()


def _serve(
    arguments: Sequence[str],
    host: str,
    ports: Sequence[int],
    title: str,
    ready: Callable[[str], object],
) -> int:
    gc.set_threshold(*_USUAL)
    from tui.web.server import serve

    return serve(arguments, host, ports, title, ready)


if __name__ == "__main__":
    sys.exit(main())
