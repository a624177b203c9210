"""The columns of each format, name by name and in order, as its own releases have them."""

import pytest

from dateline.export.formats import SHAPES, Format, shape_of
from dateline.export.table import TYPES, columns_of

_ACTOR = "Code,Name,CountryCode,KnownGroupCode,EthnicCode,Religion1Code,Religion2Code,Type1Code,Type2Code,Type3Code"
_GEO = "Type,FullName,CountryCode,ADM1Code,ADM2Code,Lat,Long,FeatureID"


def _each(prefix: str, names: str) -> str:
    return ",".join(prefix + name for name in names.split(","))


EXACT = {
    "acled": (
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
        "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
        "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
    ),
    "ged": (
        "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
        "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
        "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
        "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
        "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
        "high,low,gwnoa,gwnob"
    ),
    "gdelt": ",".join(
        [
            "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate",
            _each("Actor1", _ACTOR),
            _each("Actor2", _ACTOR),
            "IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale",
            "NumMentions,NumSources,NumArticles,AvgTone",
            _each("Actor1Geo_", _GEO),
            _each("Actor2Geo_", _GEO),
            _each("ActionGeo_", _GEO),
            "DATEADDED,SOURCEURL",
        ]
    ),
    "gdelt_mentions": (
        "GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName,MentionIdentifier,SentenceID,"
        "Actor1CharOffset,Actor2CharOffset,ActionCharOffset,InRawText,Confidence,MentionDocLen,MentionDocTone,"
        "MentionDocTranslationInfo,Extras"
    ),
    "polecat": (
        "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
        "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,"
        "Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,"
        "Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
        "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,"
        "Story Locations,Language,Version"
    ),
    "idu": (
        "id,country,iso3,latitude,longitude,centroid,role,displacement_type,qualifier,figure,displacement_date,"
        "displacement_start_date,displacement_end_date,year,event_name,event_start_date,event_end_date,category,"
        "subcategory,type,subtype,standard_popup_text,standard_info_text,old_id,created_at"
    ),
    "hapi": (
        "location_code,has_hrp,in_gho,provider_admin1_name,provider_admin2_name,admin1_code,admin1_name,admin2_code,"
        "admin2_name,admin_level,event_type,events,fatalities,reference_period_start,reference_period_end,"
        "dataset_hdx_id,resource_hdx_id,warning,error"
    ),
}
COUNTS = {"acled": 31, "ged": 49, "gdelt": 61, "gdelt_mentions": 16, "polecat": 40, "idu": 25, "hapi": 19}


@pytest.mark.parametrize("name", EXACT)
def test_exact_columns(name: str) -> None:
    names = [column.name for column in columns_of(name)]
    assert names == EXACT[name].split(",")
    assert len(names) == COUNTS[name]


@pytest.mark.parametrize("form", Format)
def test_every_column_has_a_type_and_a_meaning(form: Format) -> None:
    for table in shape_of(form).tables if form is not Format.JSONL else ():
        assert len(set(table.names)) == len(table.names)
        for column in table.columns:
            assert column.type in TYPES, column
            assert len(column.meaning) > 3, column
            assert column.tag == "" or column.tag.startswith("#"), column
        assert set(table.key) <= set(table.names)


def test_each_shape_says_what_its_rows_rest_on() -> None:
    assert len(SHAPES) == 7
    for form in SHAPES:
        assert shape_of(form).tables[-1].name == "sources"
