package ai.evolink.internal.price;

/**
 * A rate, and when it holds.
 *
 * @param rate in units of the ledger, already multiplied
 * @param minimum the least charge, in units of the ledger
 * @param available whether it may be charged
 */
record Tier(
    Expression when, Fraction multiplier, Fraction rate, Fraction minimum, boolean available) {}
