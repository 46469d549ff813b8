-- Documents of imported plugins have names and values alone from here on, which programs up to version 6 cannot read.
--
-- Lists and imports find vendors by plugins_list_idx, so a second index of them only takes time and room.
drop index plugins_vendor_idx;
