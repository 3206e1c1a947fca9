const dialog = document.getElementById('components-reconnect-modal');

function show(state) {
  dialog.dataset.state = state;
  if (!dialog.open)
    dialog.showModal();
}

dialog.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
      return show('trying');
    case 'hide':
      return dialog.close();
    case 'failed':
      return show('failed');
    case 'rejected':
      return show('rejected');
  }
});

document.getElementById('reconnect-retry').addEventListener('click', async () => {
  show('trying');
  try {
    if (await globalThis.Blazor.reconnect())
      dialog.close();
    else if (await globalThis.Blazor.resumeCircuit?.())
      dialog.close();
    else
      show('rejected');
  } catch {
    show('failed');
  }
});

document.getElementById('reconnect-reload').addEventListener('click', () => location.reload());
document.getElementById('reconnect-hide').addEventListener('click', () => dialog.close());
