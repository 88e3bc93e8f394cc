<?php
// Installs WordPress and fills it with three weeks of posts; prints what it made as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
wp_install('Harbour Courier', 'admin', 'admin@courier.example', true, '', 'secret');
update_option('timezone_string', 'America/New_York');
update_option('permalink_structure', $argv[2]);
update_option('posts_per_rss', 10);
foreach (get_posts(['numberposts' => -1, 'post_status' => 'any']) as $post) {
    wp_delete_post($post->ID, true);
}
$authors = [];
foreach (['Ada Quill', 'Nils Frode', 'Mara Holt'] as $at => $name) {
    $login = "author$at";
    $authors[] = wp_insert_user(['user_login' => $login, 'user_pass' => 'x', 'display_name' => $name, 'role' => 'author']);
}
$sections = array_map('wp_create_category', ['Politics', 'Shipping & Ports', 'Weather']);
$made = [];
for ($number = 0; $number < 120; $number++) {
    $gmt = gmdate('Y-m-d H:i:s', gmmktime(1, 30, 0, 12, 27, 2021) + $number * 15120);
    $status = $number % 17 === 5 ? 'draft' : ($number % 40 === 9 ? 'future' : 'publish');
    if ($status === 'future') {
        $gmt = '2099-01-05 10:00:00';
    }
    $text = '';
    foreach (['spring', 'summer', 'the autumn gales', 'the pilots had voted'] as $season) {
        $text .= "<p>The harbour board said that pilot boat $number would not leave the water before $season, "
            . "because a survey had found its hull sound and its engine not.</p>\n";
    }
    $id = wp_insert_post([
        'post_title' => "Boat $number isn't leaving & won't",
        'post_content' => $text,
        'post_status' => $status,
        'post_author' => $authors[$number % 3],
        'post_category' => [$sections[$number % 3]],
        'post_date_gmt' => $gmt,
        'post_date' => get_date_from_gmt($gmt),
        'post_password' => $number % 23 === 7 ? 'secret' : '',
        'tags_input' => ['boats'],
    ]);
    if ($number % 10 === 0) {
        $image = wp_insert_attachment(['post_mime_type' => 'image/jpeg', 'post_status' => 'inherit'], "2022/boat$number.jpg");
        set_post_thumbnail($id, $image);
        wp_insert_comment(['comment_post_ID' => $id, 'comment_content' => 'A comment nobody should hear.']);
    }
    if ($number % 11 === 0 && $status === 'publish') {
        $later = gmdate('Y-m-d H:i:s', strtotime("$gmt UTC") + 9 * 86400);
        global $wpdb;
        $wpdb->update($wpdb->posts, ['post_modified' => $later, 'post_modified_gmt' => $later], ['ID' => $id]);
    }
    if ($number === 50) {
        stick_post($id);
    }
    $made[] = ['number' => $number, 'gmt' => $gmt, 'status' => $status, 'open' => $number % 23 !== 7];
}
wp_insert_post(['post_title' => 'About', 'post_content' => 'A page.', 'post_status' => 'publish', 'post_type' => 'page']);
echo "\nMADE ", json_encode($made), "\n";
