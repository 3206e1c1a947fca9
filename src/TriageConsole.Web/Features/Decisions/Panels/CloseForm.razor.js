// 1 to 4 choose the outcome and go on to the note: closing an alert takes three keys and the words.
export function mount(outcomes) {
  const choices = [...outcomes.querySelectorAll('input[type=radio]')];
  const choose = event => {
    const choice = event.ctrlKey || event.altKey || event.metaKey ? null : choices[Number(event.key) - 1];
    if (!choice)
      return;
    event.preventDefault();
    choice.click();
    outcomes.form?.querySelector('textarea')?.focus();
  };
  outcomes.addEventListener('keydown', choose);
  choices[0]?.focus();
  return { dispose() { outcomes.removeEventListener('keydown', choose); } };
}
