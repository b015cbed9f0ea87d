/** Renters' choices for their sites, and their domains. */
package org.p2pvps.persistence.site;
