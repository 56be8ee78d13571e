/**
 * A city's personal integrity score, computed from a published rulebook.
 *
 * <p>The way from facts to a report: a {@link chengxin.Rulebook}, an {@link chengxin.Engine} made
 * of it, then for one resident a {@link chengxin.Case} and an {@link chengxin.Assessment}, or for
 * many a {@link chengxin.Population}. What is kept is kept in a {@link chengxin.Store}.
 *
 * <p><b>Ownership.</b> What is {@link java.lang.AutoCloseable} holds memory of the native library
 * until it is closed. Close in any order and as often as you like. After closing every method gives
 * {@link java.lang.IllegalStateException}; closing while another thread is in a method lets that
 * method end first.
 *
 * <p><b>Threads.</b> A {@link chengxin.Case}, an {@link chengxin.Assessment} and a {@link
 * chengxin.Store} serve one thread at a time, and a second one that comes meanwhile gets {@link
 * java.lang.IllegalStateException}; everything else never changes and serves any number of threads
 * at once.
 *
 * <p><b>Figures.</b> Points are {@link java.math.BigDecimal} with exactly two places, days are
 * {@link java.time.LocalDate}, moments {@link java.time.Instant} to the millisecond. No floating
 * point touches a score.
 *
 * <p>No argument may be {@code null}: it gives {@link java.lang.NullPointerException}.
 */
package chengxin;
