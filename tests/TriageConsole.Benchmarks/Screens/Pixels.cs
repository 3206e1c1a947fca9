using Microsoft.Playwright;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>Times within the page: from a person's act, as the browser stamps it, to the end of the frame that first shows what came of it.</summary>
internal static class Pixels
{
    /// <summary>Does something and waits until the page shows what came of it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="type">The event that begins: click, keydown, submit.</param>
    /// <param name="shown">Script that is true once it is shown; looked at after every change of the page. <c>was</c> is what <paramref name="before"/> gave.</param>
    /// <param name="act">Raises the event.</param>
    /// <param name="before">Script whose value is kept before the event.</param>
    public static async Task<double> MeasureAsync(IPage page, string type, string shown, Func<Task> act, string before = "null")
    {
        // The frame is over when a message that was sent in it arrives: style, layout and paint lie before that.
        await page.EvaluateAsync($$"""
            () => {
              const was = {{before}};
              window.pixels = new Promise((done, fail) => document.addEventListener('{{type}}', event => {
                const start = event.timeStamp;
                const late = setTimeout(() => fail(new Error('Nothing was shown within 50 s.')), 50_000);
                const look = () => {
                  if (!({{shown}}))
                    return;
                  watch.disconnect();
                  clearTimeout(late);
                  requestAnimationFrame(() => {
                    const { port1, port2 } = new MessageChannel();
                    port1.onmessage = () => done(performance.now() - start);
                    port2.postMessage(0);
                  });
                };
                const watch = new MutationObserver(look);
                watch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
              }, { once: true, capture: true }));
            }
            """);
        await act();
        return await page.EvaluateAsync<double>("() => window.pixels");
    }

    /// <summary>Waits until the circuit stands: before that a click loads the page anew.</summary>
    public static Task ReadyAsync(IPage page, string selector) => page.Locator(selector).First.WaitForAsync();
}
