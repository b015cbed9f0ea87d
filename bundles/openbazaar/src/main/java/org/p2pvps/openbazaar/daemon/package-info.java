/** What an openbazaar-go daemon is asked and what it answers; nothing of the domain. */
package org.p2pvps.openbazaar.daemon;
