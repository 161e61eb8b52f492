/** Splits `totalCents` among `people`; the shares, in whole cents. */
export function splitBill(totalCents, people) {
  if (!Number.isInteger(totalCents) || totalCents < 0) {
    throw new RangeError(`totalCents must be a whole number from 0, not ${totalCents}`);
  }
  if (!Number.isInteger(people) || people < 1) {
    throw new RangeError(`people must be a whole number from 1, not ${people}`);
  }
  const share = Math.floor(totalCents / people);
  return Array.from({ length: people }, () => share);
}
